/** Contour lines of an invented hill, drawn beside the title of the home page, where there is room. Decoration only. */
export function Contours({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 480 320"
      className={className}
      aria-hidden="true"
      focusable="false"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      {RINGS.map((ring) => (
        <path key={ring} d={ring} />
      ))}
    </svg>
  );
}

const RINGS = [
  "M40 190C30 110 110 30 220 34S440 70 452 150 400 300 270 296 52 280 40 190Z",
  "M72 188C64 122 132 60 222 62S408 92 420 156 372 272 266 270 82 262 72 188Z",
  "M106 184C100 136 152 90 226 92S374 114 386 160 344 244 262 242 114 238 106 184Z",
  "M142 180C138 148 176 120 230 121S340 136 350 164 316 216 258 214 148 214 142 180Z",
  "M180 176C178 158 202 146 236 147S304 156 310 168 288 192 252 191 182 194 180 176Z",
  "M216 170C216 164 226 162 242 163S266 166 268 170 258 176 246 176 216 178 216 170Z",
];
