/** What approvers write most often. A beginning, to be edited before it is sent. */
export interface CannedReason {
  label: string;
  text: string;
}

/** For a return: things to do, one line each. */
export const CANNED_POINTS: readonly CannedReason[] = [
  { label: "Describe it", text: "Say in the description and in “about” what the plugin does and for whom, in English." },
  { label: "Repository", text: "Make the repository public and put its address into metadata.txt, with the source of this version in it." },
  { label: "Links", text: "Mend the links in metadata.txt: repository, tracker and homepage should open." },
  { label: "Licence", text: "Add a file LICENSE, compatible with the GNU GPL version 2 or later, under which QGIS is published." },
  { label: "Bundled libraries", text: "Name the bundled libraries with their versions, and add the licence of each beside it." },
  {
    label: "Binaries",
    text: "Leave out compiled files (.exe, .dll, .so, .pyd); say in “about” how to get them, or ask for them at runtime.",
  },
  { label: "Generated files", text: "Leave out what is not needed to run: tests, caches, build folders, editors' settings." },
  { label: "Changelog", text: "Add a changelog for this version to metadata.txt." },
  { label: "Name", text: "Choose a name that cannot be taken for another plugin's, without the words “QGIS” and “plugin”." },
  { label: "QGIS versions", text: "State the QGIS versions that you tested with; the minimum should be one that it runs on." },
  { label: "Suppression", text: "Give a reason behind each “# nosec”, or solve what it hides." },
];

/** For a rejection. */
export const CANNED_REJECTIONS: readonly CannedReason[] = [
  {
    label: "Same as another",
    text: "The plugin does what an existing one does, under nearly the same name. Please join forces with its author, or say what is different.",
  },
  {
    label: "A test",
    text: "This looks like a test or a template of the Plugin Builder. Please upload it once it does something of its own.",
  },
  {
    label: "Code from elsewhere",
    text: "The plugin loads and runs code from an address outside of the package. What people install has to be what was looked at.",
  },
  { label: "Not for QGIS", text: "The package is not a plugin that QGIS Desktop or QGIS Server could use." },
  { label: "Licence", text: "Its licence does not allow what QGIS users may do with plugins: use, study, share and change them." },
  { label: "Harmful", text: "The code does something to people's data or computers that the description does not say." },
];

/** For a quarantine. */
export const CANNED_QUARANTINES: readonly CannedReason[] = [
  { label: "Reported", text: "Somebody reported a security problem in this version. It is hidden while we look into it." },
  { label: "Critical finding", text: "A check found something critical in this version." },
  { label: "Account", text: "We have reason to believe that this version was not uploaded by the plugin's owner." },
];
