import { expect, test } from "vitest";
import { guessLanguage } from "./guess-language";

test("English, another language, or honestly nothing", () => {
  expect(guessLanguage("Downloads tiles of a map service and adds them as a raster layer with the style of your choice.")).toBe("eng");
  expect(guessLanguage("Lädt die Kacheln eines Kartendienstes herunter und fügt sie als Rasterebene mit dem gewählten Stil hinzu.")).toBe(
    "deu",
  );
  expect(guessLanguage("Este complemento descarga los datos del catastro y los añade al proyecto como capas con su simbología.")).toBe(
    "spa",
  );
  expect(guessLanguage("Raster tools")).toBeNull();
  expect(guessLanguage("https://example.org/a/very/long/address/that/is/no/language/at/all/but/an/address")).toBeNull();
});
