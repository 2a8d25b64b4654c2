import { askReactQuery } from "./react.ts";
import { tellStory } from "./story.ts";

const [url = "", token = ""] = process.argv.slice(2);
console.log(
  JSON.stringify({ story: await tellStory(url, token), react: await askReactQuery(url, token) }),
);
