import type { ApiProcess } from "@watchword/api/context";
import { getAuth } from "../auth/auth.ts";
import { getCaptcha } from "../captcha/captcha.ts";
import { getConfig } from "../environment/config.ts";
import { getLimiter } from "../limits/limiter.ts";
import { appsOf, knownApps } from "../products/known-apps.ts";
import { productAt, productOf } from "../environment/products.ts";

/** What this process provides to every procedure that is called under one of its hosts. */
export function processOfHost(
  host: string | null,
  watched: Pick<ApiProcess, "observe" | "onError">,
): ApiProcess {
  const { products, operators } = getConfig();
  const product = productAt(products, host);
  // Read once for the whole request: in the meantime an app may be removed, and another may get its id.
  const known = knownApps();
  return {
    auth: getAuth(),
    limiter: getLimiter(),
    captcha: getCaptcha(),
    publicUrl: product.publicUrl,
    publicUrlOf: (collection) => productOf(products, collection).publicUrl,
    apps: appsOf(product, known),
    appsOf: (collection) => appsOf(productOf(products, collection), known),
    operators: new Set(operators),
    operatorsOf: (collection) => new Set(productOf(products, collection).operators),
    ...watched,
  };
}
