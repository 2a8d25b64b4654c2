import { defaultBrand } from "../src/brand.ts";
import { EmailOtp } from "../src/templates/email-otp.tsx";
import { unknownDevice } from "./fixtures.ts";

export default function UnknownDevice() {
  return <EmailOtp mail={unknownDevice} brand={defaultBrand} />;
}
