/** Two apps, of which the second is the shop's own. */
export const APPS = [
  { id: "notes", name: "Notes", origin: "http://127.0.0.1:1", callback: "/callback" },
  { id: "till", name: "Till", origin: "http://127.0.0.1:2", callback: "/callback" },
];

/** `WATCHWORD_POLICY` with these collections. */
export const policyWith = (collections: object) => JSON.stringify({ perClient: null, collections });

/** A collection that is a product of its own. */
export const shop = (host: string) => ({
  shop: {
    signUp: true,
    host,
    brand: { name: "Corner Shop", light: { accent: "#7a1f3d" } },
    apps: ["till"],
  },
});
