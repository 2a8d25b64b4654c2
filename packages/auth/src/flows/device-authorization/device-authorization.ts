export { approveDeviceAuthorization, declineDeviceAuthorization } from "./decide.ts";
export { findDeviceAgain, findDeviceAuthorization } from "./find.ts";
export { pollDeviceAuthorization, type PollResult } from "./poll.ts";
export { requestDeviceAuthorization, type RequestedDevice } from "./request.ts";
