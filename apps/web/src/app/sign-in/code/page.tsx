import { codeStep } from "../../challenge/code-step.tsx";
import { SIGN_IN_STEP } from "./row.tsx";

const { generateMetadata, Page } = codeStep(SIGN_IN_STEP);
export { generateMetadata, Page as default };
