"""Where the window looks at the floor: pixels to millimetres and back, in full double precision."""

from dataclasses import dataclass

from floorwright.geometry.box import Box

SMALLEST_PX_PER_MM = 1e-6
LARGEST_PX_PER_MM = 100.0
MARGIN_PX = 48.0


@dataclass(frozen=True, slots=True)
class Camera:
    """`px_per_mm` pixels show one millimetre; the floor point (left, top) lies in the upper left pixel, y upwards."""

    px_per_mm: float = 0.05
    left: float = -2000.0
    top: float = 20000.0

    def to_floor(self, px: float, py: float) -> tuple[float, float]:
        """The floor point under a pixel."""
        return (self.left + px / self.px_per_mm, self.top - py / self.px_per_mm)

    def to_px(self, x: float, y: float) -> tuple[float, float]:
        """The pixel that shows a floor point."""
        return ((x - self.left) * self.px_per_mm, (self.top - y) * self.px_per_mm)

    def panned(self, dx_px: float, dy_px: float) -> "Camera":
        """The floor moved under the window by so many pixels, right and down."""
        return Camera(self.px_per_mm, self.left - dx_px / self.px_per_mm, self.top + dy_px / self.px_per_mm)

    def zoomed(self, factor: float, px: float, py: float) -> "Camera":
        """Closer by `factor`, with the floor point under the pixel staying where it is."""
        scale = min(max(self.px_per_mm * factor, SMALLEST_PX_PER_MM), LARGEST_PX_PER_MM)
        x, y = self.to_floor(px, py)
        return Camera(scale, x - px / scale, y + py / scale)

    def seen(self, width_px: float, height_px: float) -> Box:
        """The part of the floor that a window of this size shows."""
        right, bottom = self.to_floor(width_px, height_px)
        return Box(self.left, bottom, right, self.top)


def looking_at(box: Box, width_px: float, height_px: float, margin_px: float = MARGIN_PX) -> Camera:
    """A camera that shows the whole box in the middle of a window of this size."""
    x0, y0, x1, y1 = box
    room_x, room_y = max(width_px - 2 * margin_px, 16.0), max(height_px - 2 * margin_px, 16.0)
    scale = min(room_x / max(x1 - x0, 1.0), room_y / max(y1 - y0, 1.0))
    scale = min(max(scale, SMALLEST_PX_PER_MM), LARGEST_PX_PER_MM)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    return Camera(scale, middle_x - width_px / 2 / scale, middle_y + height_px / 2 / scale)


def at_scale(camera: Camera, px_per_mm: float, width_px: float, height_px: float) -> Camera:
    """The same middle at another scale."""
    return camera.zoomed(px_per_mm / camera.px_per_mm, width_px / 2, height_px / 2)
