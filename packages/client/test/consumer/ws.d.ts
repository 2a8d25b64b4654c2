// tRPC's own declarations name it; who checks libraries and doesn't have it says so once.
declare module "ws" {
  namespace ws {
    type WebSocket = object;
    type WebSocketServer = object;
  }
  export default ws;
}
