import { urls } from "@/lib/urls";

/** The picture of a plugin's newest public version; the name beside it says all that it says. */
export function PluginIcon({ packageName }: { packageName: string }) {
  // biome-ignore lint/performance/noImgElement: a stranger's picture is shown as its own address serves it.
  return <img src={urls.icon(packageName)} alt="" width={40} height={40} className="size-10 object-contain" />;
}
