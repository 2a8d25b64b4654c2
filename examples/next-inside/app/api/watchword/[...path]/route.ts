import { toNextHandler } from "watchword/next";
import { watchword } from "../../../../watchword.ts";

export const { GET, POST, OPTIONS } = toNextHandler(watchword);
