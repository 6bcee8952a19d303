import { francAll } from "franc-min";

/** Below this, trigrams say little: "Raster tools" is as good Italian. */
const FEWEST_CHARACTERS = 60;
/** How far English may lie behind the likeliest language and still be it: names and terms look foreign. */
const LEEWAY = 0.12;

/** The language of a text in ISO 639-3, or null when it is too short or too mixed to tell. English in doubt. */
export function guessLanguage(text: string): string | null {
  const words = text.replace(/https?:\/\/\S+/g, " ").trim();
  if (words.length < FEWEST_CHARACTERS) return null;
  const guesses = francAll(words, { minLength: FEWEST_CHARACTERS });
  const [best] = guesses;
  if (!best || best[0] === "und") return null;
  const english = guesses.find(([language]) => language === "eng");
  return english && english[1] >= best[1] - LEEWAY ? "eng" : best[0];
}
