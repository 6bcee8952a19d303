import type { Method, Operation, Parameter } from "@/app/api/v1/_api/openapi/types";

/** A command that can be pasted: the path filled with the examples, a token where one is of use, a file where one is sent. */
export function curlOf(method: Method, path: string, operation: Operation, origin: string): string {
  const parameters = operation.parameters ?? [];
  const written = (one: Parameter) => encodeURIComponent(String(one.example ?? one.name));
  const filled = path.replace(/\{(\w+)\}/g, (whole, name) => {
    const parameter = parameters.find((one) => one.in === "path" && one.name === name);
    return parameter ? written(parameter) : whole;
  });
  const query = parameters.filter((one) => one.in === "query" && one.example !== undefined).map((one) => `${one.name}=${written(one)}`);
  const address = `"${origin}${filled}${query.length > 0 ? `?${query.join("&")}` : ""}"`;
  const shown = operation.responses["200"]?.content?.["application/json"]?.example as { access?: string } | undefined;
  // A report is shown to whoever may read it; without a token the same address answers with less.
  const needsToken = shown?.access === "report" || !operation.security.some((scheme) => Object.keys(scheme).length === 0);
  return [
    "curl",
    ...(needsToken ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(method === "post" ? ["-F package=@my_plugin.zip"] : []),
    address,
  ].join(" \\\n  ");
}
