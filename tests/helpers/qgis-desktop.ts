/**
 * What QGIS Desktop's plugin manager makes of a repository's document: the part of `xmlDownloaded` in
 * python/pyplugin_installer/installer_data.py (qgis/QGIS) that reads it, told in our own words.
 */
import sax from "sax";

export interface DesktopPlugin {
  /** What Desktop knows the plugin by: the folder that it will unpack to. */
  id: string;
  pluginId: string | null;
  name: string;
  version: string;
  description: string;
  about: string;
  authorName: string;
  homepage: string;
  downloadUrl: string;
  category: string;
  tags: string;
  changelog: string;
  tracker: string;
  codeRepository: string;
  downloads: string;
  averageVote: string;
  ratingVotes: string;
  createDate: string;
  updateDate: string;
  icon: string;
  isExperimental: boolean;
  isDeprecated: boolean;
  isTrusted: boolean;
  fileName: string;
  pluginDependencies: string;
}

interface Node {
  attributes: Record<string, string>;
  /** Text of the first child element of each name. */
  children: Map<string, string>;
}

/** @param qgis version of the Desktop that reads; plugins for others are passed over, whatever the server sent */
export function readAsDesktop(document: string, qgis: string): DesktopPlugin[] {
  // Lonely ampersands are mended before anything is parsed.
  return parse(document.replaceAll("& ", "&amp; "))
    .filter((node) => !isTrue(text(node, "disabled")) && isCompatible(node, qgis))
    .map(toPlugin);
}

function parse(xml: string): Node[] {
  const nodes: Node[] = [];
  const parser = sax.parser(true);
  let depth = 0;
  let child: { name: string; text: string } | null = null;
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name, attributes }) => {
    depth += 1;
    if (name === "pyqgis_plugin") nodes.push({ attributes: attributes as Record<string, string>, children: new Map() });
    else if (depth === 3) child = { name, text: "" };
  };
  const add = (part: string) => {
    if (child) child.text += part;
  };
  parser.ontext = add;
  parser.oncdata = add;
  parser.onclosetag = (name) => {
    depth -= 1;
    const node = nodes.at(-1);
    if (child?.name === name && node && !node.children.has(name)) node.children.set(name, child.text);
    if (child?.name === name) child = null;
  };
  parser.write(xml).close();
  return nodes;
}

const text = (node: Node, name: string): string => node.children.get(name)?.trim() ?? "";
const isTrue = (value: string): boolean => ["TRUE", "YES"].includes(value.toUpperCase());

/**
 * `isCompatible` of python/pyplugin_installer/version_compare.py: a bound is two or three numbers up to 99, else nothing is compatible; a
 * patch that is not said is 0 of a minimum and 99 of a maximum.
 */
function isCompatible(node: Node, qgis: string): boolean {
  const minimum = text(node, "qgis_minimum_version") || "2";
  const maximum = text(node, "qgis_maximum_version") || `${minimum[0]}.99`;
  const [low, now, high] = [weigh(minimum, 0), weigh(qgis, 0), weigh(maximum, 99)];
  return low !== null && now !== null && high !== null && low <= now && now <= high;
}

function weigh(version: string, patch: number): number | null {
  const segments = version.replace(/[^0-9.]/g, "").split(".");
  if (segments.some((one) => one === "" || Number(one) > 99) || ![2, 3].includes(segments.length)) return null;
  const [major, minor, bugfix = patch] = segments.map(Number);
  return (major ?? 0) * 10_000 + (minor ?? 0) * 100 + bugfix;
}

function toPlugin(node: Node): DesktopPlugin {
  const fileName = text(node, "file_name") || (text(node, "download_url").split("?")[0]?.split("/").at(-1) ?? "");
  return {
    id: fileName.split(".")[0] ?? "",
    pluginId: node.attributes.plugin_id ?? null,
    name: node.attributes.name ?? "",
    version: node.attributes.version ?? "",
    description: text(node, "description"),
    about: text(node, "about"),
    authorName: text(node, "author_name"),
    homepage: text(node, "homepage"),
    downloadUrl: text(node, "download_url"),
    category: text(node, "category"),
    tags: text(node, "tags"),
    changelog: text(node, "changelog"),
    tracker: text(node, "tracker"),
    codeRepository: text(node, "repository"),
    downloads: text(node, "downloads"),
    averageVote: text(node, "average_vote"),
    ratingVotes: text(node, "rating_votes"),
    createDate: text(node, "create_date"),
    updateDate: text(node, "update_date"),
    icon: text(node, "icon"),
    isExperimental: isTrue(text(node, "experimental")),
    isDeprecated: isTrue(text(node, "deprecated")),
    isTrusted: isTrue(text(node, "trusted")),
    fileName,
    pluginDependencies: text(node, "plugin_dependencies"),
  };
}
