import { defaultBrand } from "../src/brand.ts";
import { EmailOtp } from "../src/templates/email-otp.tsx";
import { longest } from "./fixtures.ts";

export default function Longest() {
  return <EmailOtp mail={longest} brand={defaultBrand} />;
}
