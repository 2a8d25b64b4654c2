export { GET, OPTIONS, POST } from "../../trpc/[trpc]/route.ts";
