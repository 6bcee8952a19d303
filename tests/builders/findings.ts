/** Small plugins that each break one thing. Secrets are put together here, so that no file of ours holds one. */
import { type PluginOptions, pluginFiles } from "./plugin";
import { zipFolder } from "./zip";

export const CLEAN = "VALUE = 1\n";
export const SHELL = "import subprocess\n\n\ndef run(command):\n    subprocess.Popen(command, shell=True)\n";
export const SHELL_INTENDED = "import subprocess\n\n\ndef run(command):\n    subprocess.Popen(command, shell=True)  # nosec B602\n";
export const BARE_EXCEPT = "def read():\n    try:\n        return 1\n    except:\n        return 2\n";
export const PYTHON_2 = 'print "hello"\n';
const awsKey = () => ["AKIA", "QWERTYUIOP", "ASDFGH"].join("");
export const awsSecret = () => `key = "${awsKey()}"\n`;
export const awsSecretValue = awsKey;

/** A valid plugin with one more file `extra.py`. */
export function pluginZip(extra: string, options: PluginOptions = {}): Uint8Array {
  return zipFolder(pluginFiles({ ...options, files: { "extra.py": extra, ...options.files } }));
}
