import { defaultBrand } from "../src/brand.ts";
import { EmailOtp } from "../src/templates/email-otp.tsx";
import { resent } from "./fixtures.ts";

export default function Resent() {
  return <EmailOtp mail={resent} brand={defaultBrand} />;
}
