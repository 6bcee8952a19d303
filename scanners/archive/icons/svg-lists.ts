/** What an SVG icon may hold. All that is not named here is left out, with what lies in it. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** No scripts, links, animations, foreign content or anything that loads. `image` holds rasters of its own only. */
export const ELEMENTS = words(`
  svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath image style switch
  linearGradient radialGradient stop pattern clipPath mask marker
  filter feGaussianBlur feOffset feBlend feColorMatrix feComposite feFlood feMerge feMergeNode feComponentTransfer
  feFuncR feFuncG feFuncB feFuncA`);

/** Elements whose text is kept. */
export const WITH_TEXT = words("title desc text tspan textPath style");

/** Shape, place and look. Not `href`, `style` and `xmlns`, which have rules of their own; no `on…` stands here. */
export const ATTRIBUTES = words(`
  id class viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points pathLength rotate textLength lengthAdjust
  preserveAspectRatio transform gradientTransform gradientUnits spreadMethod offset patternUnits patternContentUnits
  patternTransform clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient startOffset
  filterUnits primitiveUnits stdDeviation in in2 result mode type values operator k1 k2 k3 k4 tableValues slope intercept
  amplitude exponent edgeMode version
  fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
  stroke-dasharray stroke-dashoffset opacity color display visibility overflow clip clip-path clip-rule mask filter
  marker-start marker-mid marker-end stop-color stop-opacity flood-color flood-opacity color-interpolation
  color-interpolation-filters paint-order vector-effect shape-rendering text-rendering image-rendering enable-background
  font-family font-size font-style font-weight font-variant font-stretch text-anchor text-decoration letter-spacing
  word-spacing writing-mode dominant-baseline alignment-baseline baseline-shift mix-blend-mode isolation`);

/** Functions of CSS that compute and load nothing. `url` is looked at by itself. */
export const FUNCTIONS = words("rgb rgba hsl hsla matrix translate translatex translatey scale scalex scaley rotate skewx skewy calc");
