import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json, whatever the current directory is. */
export const projectRoot = fileURLToPath(new URL("..", import.meta.url));

/** Everything that a local run writes: the database, stored files, secrets, logs. */
export const dataRoot = join(projectRoot, ".data");
