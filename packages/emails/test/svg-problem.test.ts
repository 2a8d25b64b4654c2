import { expect, it } from "vitest";
import { svgProblem } from "../src/read-brand/svg-problem.ts";

const svg = (inside: string, attributes = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" ${attributes}>${inside}</svg>`;

it.each([
  svg('<rect width="32" height="32" fill="#5b3fd1"/>'),
  svg('<style>.a{fill:url(#b)}</style><linearGradient id="b"/><path class="a" d="M0 0"/>'),
  svg('<use href="#a"/><path id="a" d="M0 0" style="fill:url(#b)"/>'),
  svg('<image href="data:image/png;base64,AAAA" width="1" height="1"/>'),
])("an SVG may be the drawing %s", (text) => expect(svgProblem(text)).toBeNull());

it.each([
  [svg("<script>alert(1)</script>"), /has <script>/],
  [svg("<g><foreignObject/></g>"), /has <foreignObject>/],
  [svg('<set attributeName="href" to="javascript:alert(1)"/>'), /has <set>/],
  [svg("", 'onload="alert(1)"'), /has onload=/],
  [svg('<a href="javascript:alert(1)"/>'), /has an address/],
  [svg('<use href="https://evil.example/a.svg#b"/>'), /has an address/],
  [svg('<image href="data:image/svg+xml;base64,AAAA"/>'), /has an address/],
  [svg('<path fill="url(https://evil.example/#a)"/>'), /has an address/],
  [svg("<style>@import 'https://evil.example/a.css'</style>"), /has styles/],
  [svg("<style><![CDATA[a{fill:u\\72l(https://evil.example)}]]></style>"), /has styles/],
  [`<?xml-stylesheet href="https://evil.example/a.css"?>${svg("")}`, /processing instruction/],
  [`<!DOCTYPE svg [<!ENTITY a "b">]>${svg("")}`, /document type/],
  [svg("<g>"), /well-formed/],
  ["<html xmlns='http://www.w3.org/1999/xhtml'/>", /isn't an SVG/],
])("an SVG may not be %s", (text, why) => expect(svgProblem(text)).toMatch(why));
