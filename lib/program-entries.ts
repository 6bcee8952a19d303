import path from "node:path";

/** Bundled by scripts/build.ts. Web and worker are both started in the project's folder. */
export const validateThreadEntry = (): string => path.resolve(/* turbopackIgnore: true */ "dist/validate-thread.mjs");
export const scanProcessEntry = (): string => path.resolve(/* turbopackIgnore: true */ "dist/scan-process.mjs");
export const describeThreadEntry = (): string => path.resolve(/* turbopackIgnore: true */ "dist/describe-thread.mjs");
export const compareThreadEntry = (): string => path.resolve(/* turbopackIgnore: true */ "dist/compare-thread.mjs");
