/** One paragraph per code of a package problem; its anchor is `package-<code>`. A test compares it with the code. */
export interface PackageRuleDoc {
  code: string;
  title: string;
  text: string;
}

export interface PackageRuleGroup {
  title: string;
  rules: readonly PackageRuleDoc[];
}

const ZIP_AGAIN = "Zip the plugin's folder again with an ordinary program, `git archive` or qgis-plugin-ci.";

export const PACKAGE_RULES: readonly PackageRuleGroup[] = [
  {
    title: "The file",
    rules: [
      {
        code: "file-too-large",
        title: "The file is too large",
        text: "A package may have 25,000,000 bytes. Leave out sample data, tests and documentation sources, or let the plugin download data when it is used.",
      },
      {
        code: "not-a-zip",
        title: "The file is no ZIP archive",
        text: "Only ZIP files are accepted, with the plugin's folder inside. A renamed .tar.gz or .7z is none.",
      },
      {
        code: "zip-truncated",
        title: "The ZIP is cut off",
        text: "Its end is missing; usually the copy or the upload was interrupted. Make the file again and compare its size.",
      },
      { code: "zip-damaged", title: "The ZIP's list of files is damaged", text: ZIP_AGAIN },
      { code: "zip-empty", title: "The ZIP holds no files", text: "Zip the plugin's folder, not an empty one." },
      {
        code: "zip-extra-bytes",
        title: "There are bytes that belong to no file",
        text: `Nothing may stand before the first file, between files or behind the end: programs disagree about what such a ZIP holds. Self-extracting archives, archives that a program prepended something to, and \`bsdtar --format=zip\` into a pipe make such files. ${ZIP_AGAIN}`,
      },
      {
        code: "zip-ambiguous",
        title: "The ZIP can be read in more than one way",
        text: `What we check has to be exactly what QGIS unpacks, so names, sizes, checksums and methods must agree wherever the ZIP states them, no two files may share their bytes, and nothing may look like a second list of files. A file name beyond ASCII that is given twice, in two encodings, is one more way. The message names the entry. ${ZIP_AGAIN}`,
      },
      {
        code: "zip-unsupported",
        title: "Split archives and rare features",
        text: "One file, no parts, and only features that every program knows. ZIP64 is fine where it agrees with the rest.",
      },
      {
        code: "unsupported-compression",
        title: "A way of compression that QGIS cannot read",
        text: "Use deflate, the usual one, or store files without compression.",
      },
      { code: "encrypted-entry", title: "An entry is encrypted", text: "QGIS has no password to open it. Zip the folder without one." },
      { code: "damaged-entry", title: "An entry is damaged", text: `Its checksum is not that of its content. ${ZIP_AGAIN}` },
      { code: "wrong-size", title: "A size is not true", text: `The ZIP states another size than the file has. ${ZIP_AGAIN}` },
      {
        code: "package-too-large",
        title: "Unpacked, the package is too large",
        text: "All files together may have 250 MB. Offer large data as a download.",
      },
      { code: "entry-too-large", title: "One file is too large", text: "A single file may have 100 MB." },
      {
        code: "too-many-entries",
        title: "Too many files",
        text: "A package may hold 10,000 files and folders. Bundled libraries with their own tests and documentation are the usual cause.",
      },
      {
        code: "too-heavy-to-check",
        title: "The package could not be checked in time",
        text: "Reading it took longer, or more memory, than a package may use. Make it smaller; if it is small already, please tell us.",
      },
    ],
  },
  {
    title: "Names and folders",
    rules: [
      {
        code: "no-top-folder",
        title: "No folder with metadata.txt",
        text: "The ZIP holds one folder, and that folder holds metadata.txt. Zip the folder itself, not its content.",
      },
      {
        code: "files-beside-plugin",
        title: "Files beside the plugin's folder",
        text: "QGIS unpacks everything into the folder of all plugins. What lies beside your folder ends up among other plugins; it is checked too, and refused when it could become or replace one.",
      },
      {
        code: "package-name",
        title: "The folder's name",
        text: "It begins with a letter and consists of letters, digits, `_` and `-`. For a new plugin it must also be a name that Python can import, so no `-` and no word of the language. Python cannot import a folder with other characters.",
      },
      {
        code: "package-name-reserved",
        title: "A reserved name",
        text: "Some names are parts of addresses on this site, for instance `add`, `my` or `tags`. Choose another one.",
      },
      {
        code: "package-name-taken",
        title: "The name is taken",
        text: "Upper and lower case make no difference, because they make none on Windows. If it is your plugin, use exactly its registered spelling.",
      },
      {
        code: "package-name-spelling",
        title: "Another spelling of the same name",
        text: "The folder must be spelled exactly as the plugin was registered, or QGIS would install a second copy beside the first.",
      },
      {
        code: "name-taken",
        title: "Another plugin has that name",
        text: "The name in metadata.txt is what people search for, so it belongs to one plugin only.",
      },
      {
        code: "plugin-deleted",
        title: "The plugin was deleted",
        text: "An owner can restore it on its manage page for 30 days. After that the package name of a plugin that was public once is not given out again: people have it installed, and an update must never come from somebody else.",
      },
      {
        code: "another-plugin",
        title: "Sent for another plugin",
        text: "An upload names its plugin: in the address that a program sends to, or by the page where it began. The folder in the ZIP must be that plugin's.",
      },
      {
        code: "another-version",
        title: "Sent for another version",
        text: "A correction names its version: in the address that a program sends to, or by the page where it began. The version in metadata.txt must be that one.",
      },
      {
        code: "unsafe-entry-name",
        title: "A name that leads out of the folder",
        text: "Names are relative, with `/` between folders: no `..`, no empty parts, no drive letters, no backslashes, no control or invisible characters, nothing that changes the direction of writing, no `;1` at the end. Old versions of Windows and some .NET programs write backslashes; `git archive`, 7-Zip and Python do not.",
      },
      {
        code: "windows-reserved-name",
        title: "A name that Windows cannot store",
        text: 'No device names such as `aux` or `con`, none of `< > : " | ? *`, no dot or space at the end. Most QGIS users work on Windows, where such files get another name or none.',
      },
      {
        code: "undecodable-name",
        title: "A name in an unknown encoding",
        text: "File names must be UTF-8. ASCII names are safe everywhere.",
      },
      {
        code: "name-encoding",
        title: "A name that QGIS spells differently",
        text: "`zip` on Linux and macOS writes names in UTF-8 and does not say so; QGIS then unpacks `café.txt` as `caf├⌐.txt`. ASCII names are safe everywhere; `git archive`, 7-Zip and Python say what they write.",
      },
      {
        code: "path-too-long",
        title: "A path is too long",
        text: "240 characters are allowed; Windows refuses longer ones together with the profile's folder. A single name may have 255 bytes, the most that Linux stores.",
      },
      { code: "path-too-deep", title: "Too many nested folders", text: "32 levels are allowed." },
      {
        code: "duplicate-entry",
        title: "Two entries would become one file",
        text: "Names that differ only in upper and lower case, or in the way an accent is written, are one file on many systems. Keep one of the two.",
      },
      { code: "symlink-entry", title: "A symbolic link", text: "Put the file itself in its place. `zip` does so unless it is told `-y`." },
      { code: "special-file-entry", title: "A device, pipe or other special file", text: "A package holds plain files and folders." },
      {
        code: "leftover-files",
        title: "Files that do not belong in a package",
        text: "No `.git`, `__pycache__`, `__MACOSX` folders and no `.pyc` files: they are leftovers, and compiled code cannot be reviewed. `git archive --prefix=my_plugin/ -o my_plugin.zip HEAD` leaves them out; so does `zip -r my_plugin.zip my_plugin -x '*.pyc' '*/__pycache__/*' '*/.git/*' '*.DS_Store'` in a terminal. “Compress” in the Finder of macOS adds `__MACOSX`; the command just shown makes a clean file there too.",
      },
      {
        code: "missing-file",
        title: "A required file is missing",
        text: "`__init__.py` and `metadata.txt` stand in the plugin's folder. QGIS cannot load a plugin without them.",
      },
      {
        code: "missing-license",
        title: "The licence is missing",
        text: "Add its full text in a file called `LICENSE`. A plugin that uses QGIS's Python interface is published under the GPL version 2 or later, or a licence that fits it.",
      },
      {
        code: "license-name",
        title: "The licence has another name",
        text: "`LICENSE.txt`, `LICENSE.md` and `COPYING` are accepted. The name wanted is `LICENSE`, without an ending.",
      },
      {
        code: "icon-ignored",
        title: "The icon is not shown",
        text: "It is missing, outside the plugin's folder, larger than 512 KB or 2,048 pixels, damaged, or no PNG, JPEG, GIF, WebP or SVG image. The plugin works without it. Icons are written anew before they are shown: texts, profiles and animations are dropped, and from an SVG scripts, links and everything that loads; one that declares entities of its own is not shown.",
      },
    ],
  },
  {
    title: "metadata.txt",
    rules: [
      {
        code: "metadata-no-general",
        title: "No section [general]",
        text: "The first line of the file is `[general]`; all keys stand below it.",
      },
      {
        code: "metadata-syntax",
        title: "A line that is no key and no value",
        text: "Every line is `key=value`, a comment that begins with `#`, or an indented line that continues the value above it.",
      },
      {
        code: "metadata-duplicate-key",
        title: "A key stands twice",
        text: "Keep one of them. QGIS takes two spellings of a key for the same, and does not load a plugin with a key that stands twice.",
      },
      { code: "metadata-duplicate-section", title: "A section stands twice", text: "Join the two." },
      {
        code: "metadata-invisible-character",
        title: "An invisible character in metadata.txt",
        text: "Some control characters and line separators end a line for one version of QGIS and not for another, so the file would mean two things. They come along when text is pasted from word processors or web pages; the message names the line.",
      },
      {
        code: "metadata-byte-order-mark",
        title: "metadata.txt begins with a byte order mark",
        text: "QGIS reads the mark as a part of the first line, finds no section `[general]` and does not list the plugin. Save the file as “UTF-8”, not as “UTF-8 with BOM”.",
      },
      { code: "metadata-encoding", title: "Not UTF-8", text: "Save the file as UTF-8. The message names the line." },
      {
        code: "metadata-too-large",
        title: "metadata.txt is too large",
        text: "256 KB are allowed. Keep the newest entries of the changelog and link to the rest.",
      },
      {
        code: "metadata-missing-key",
        title: "A required key is missing",
        text: "Required are name, description, about, version, qgisMinimumVersion, author, email, tracker and repository. Keys are spelled exactly like this.",
      },
      {
        code: "metadata-text",
        title: "A text that does not fit",
        text: "Names, authors and the like are one line of at most 256 characters.",
      },
      { code: "metadata-author", title: "A slash in the author", text: "Separate several authors by commas." },
      {
        code: "metadata-email",
        title: "An email address that is none",
        text: "One address, or several with commas between them. It is not shown on this site.",
      },
      {
        code: "metadata-version",
        title: "The version number",
        text: "Letters, digits and `. _ + -`, beginning with a letter or digit, at most 32 characters. A text before the last space, as in “Version 1.0”, is dropped. The word `add` is no version.",
      },
      { code: "metadata-qgis-version", title: "A QGIS version that is none", text: "Numbers with dots, for instance 3.22." },
      {
        code: "metadata-version-range",
        title: "Minimum above maximum",
        text: "The lowest and the highest QGIS version that the plugin works with. Without qgisMaximumVersion, the highest is .99 of the minimum's major version.",
      },
      {
        code: "metadata-link",
        title: "A link that leads nowhere",
        text: "tracker, repository and homepage are full http or https addresses, and not the ones that a plugin template filled in. One that does not answer stops nothing: you and the approvers read it beside the link.",
      },
    ],
  },
];
