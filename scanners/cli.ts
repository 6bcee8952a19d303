import { main } from "./local/command";

process.exitCode = await main(process.argv.slice(2));
