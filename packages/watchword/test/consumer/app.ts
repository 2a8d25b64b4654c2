import { createWatchword } from "watchword";

const [database = "", schema = ""] = process.argv.slice(2);
const watchword = createWatchword({
  database,
  schema,
  secret: "a secret of more than thirty-two bytes for tests",
  publicUrl: "http://localhost:3000",
});
await watchword.migrate();
const made = await watchword.users.create({ email: "ada@example.com" });
const found = await watchword.users.find({ id: made.userId });
await watchword.close();
console.log(JSON.stringify({ node: process.version.split(".")[0], email: found?.email }));
