import { codeStep } from "../../challenge/code-step.tsx";
import { SIGN_IN_STEP } from "./row.tsx";

const step = codeStep(SIGN_IN_STEP);

export const generateMetadata = step.generateMetadata;
export default step.Page;
