import { readFileSync } from "node:fs";
import path from "node:path";

/** The route of a path as Next names it, `/sign-in/link/[token]`; never a part of the path itself. */
export type RouteOf = (pathname: string) => string;

interface Manifest {
  staticRoutes: { page: string; regex: string }[];
  dynamicRoutes: { page: string; regex: string }[];
}

/** The routes of the build in `folder`. In development, without a build, all paths have the same route. */
export function readRoutes(folder: string, development: boolean): RouteOf {
  if (development) return () => "page";
  const file = path.join(folder, ".next/routes-manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  const routes = [...manifest.staticRoutes, ...manifest.dynamicRoutes].map(({ page, regex }) => ({
    page,
    pattern: new RegExp(regex),
  }));
  return (pathname) => {
    if (pathname.startsWith("/_next/")) return "/_next";
    return routes.find(({ pattern }) => pattern.test(pathname))?.page ?? "none";
  };
}
