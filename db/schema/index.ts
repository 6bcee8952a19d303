export * from "./emails";
export * from "./people";
export * from "./plugins";
export * from "./scans";
export * from "./versions";
