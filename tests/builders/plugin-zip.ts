import { type PluginOptions, pluginFiles } from "./plugin";
import { zipFolder } from "./zip";

/** The bytes of a valid minimal plugin's ZIP. */
export function pluginZip(options: PluginOptions = {}): Uint8Array {
  return zipFolder(pluginFiles(options));
}
