import { defaultBrand } from "../src/brand.ts";
import { EmailOtp } from "../src/templates/email-otp.tsx";
import { codeWithoutPhrase } from "./fixtures.ts";

export default function CodeWithoutPhrase() {
  return <EmailOtp mail={codeWithoutPhrase} brand={defaultBrand} />;
}
