export { approveDeviceAuthorization, declineDeviceAuthorization } from "./decide.ts";
export { findDeviceAuthorization } from "./find.ts";
export { pollDeviceAuthorization, type PollResult } from "./poll.ts";
export { requestDeviceAuthorization, type RequestedDevice } from "./request.ts";
