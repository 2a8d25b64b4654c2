export { approveDeviceAuthorization, declineDeviceAuthorization } from "./decide.ts";
export { findDeviceAuthorization } from "./find.ts";
export { pollDeviceAuthorization } from "./poll.ts";
export { requestDeviceAuthorization } from "./request.ts";
