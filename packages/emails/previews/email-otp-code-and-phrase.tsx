import { defaultBrand } from "../src/brand.ts";
import { EmailOtp } from "../src/templates/email-otp.tsx";
import { codeAndPhrase } from "./fixtures.ts";

export default function CodeAndPhrase() {
  return <EmailOtp mail={codeAndPhrase} brand={defaultBrand} />;
}
