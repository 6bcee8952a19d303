// The same picture without the ending.
export { GET, HEAD } from "../badge.svg/route";
