import { defaultBrand } from "../src/brand.ts";
import { EmailOtp } from "../src/templates/email-otp.tsx";
import { linkAlone } from "./fixtures.ts";

export default function LinkAlone() {
  return <EmailOtp mail={linkAlone} brand={defaultBrand} />;
}
