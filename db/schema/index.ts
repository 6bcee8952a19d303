export * from "./emails";
export * from "./links";
export * from "./people";
export * from "./plugins";
export * from "./public-changes";
export * from "./scans";
export * from "./tokens";
export * from "./versions";
