package portero.adapters.captcha;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Draws a code as strokes, each picture bent in its own way. */
final class Picture {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 96;
    private static final double MARGIN = 42;
    private static final double UNIT = 5.2;
    private static final int CROSSINGS = 3;
    private static final int LONGEST_PIECE = 7;

    /**
     * Strokes parted by slashes, points as "x,y" in a box 6 wide and 10 high with y downwards; a stroke that begins with
     * ~ is a curve through its points.
     */
    private static final Map<Character, String> GLYPHS = Map.ofEntries(
            Map.entry('2', "~ 0.3,2.5 1,0.8 3,0 5,0.8 5.6,2.7 4.8,4.6 2.8,7 0.2,10/0.2,10 6,10"),
            Map.entry('3', "~ 0.4,1.2 2.8,0 5.2,1 5.4,3 4.4,4.4 2.4,4.8/~ 2.4,4.8 4.8,5.2 5.8,7.2 5,9.2 2.8,10 0.2,8.8"),
            Map.entry('4', "3.2,0 0.2,6.6 6.2,6.6/4.3,3.4 4.3,10"),
            Map.entry('5', "5.4,0 1,0 0.6,4.4/~ 0.6,4.4 2.8,3.7 5.2,4.6 5.8,6.9 5,9.1 2.8,10 0.2,9"),
            Map.entry('7', "0,0 5.9,0 1.4,10"),
            Map.entry('8', "~ 3,4.7 0.9,3.6 0.7,1.6 3,0 5.3,1.6 5.1,3.6 3,4.7 0.6,6 0.2,8 1.4,9.7 3,10 4.6,9.7 5.8,8 5.4,6 3,4.7"),
            Map.entry('9', "~ 5.4,3.2 4.6,5.2 2.8,5.8 0.9,5 0.3,3 1,0.9 3,0 4.9,0.9 5.5,3.2 5.3,6.5 4.2,8.8 1.8,10"),
            Map.entry('F', "0.6,10 0.6,0 5.6,0/0.6,4.8 4.6,4.8"),
            Map.entry('H', "0.3,0 0.3,10/5.7,0 5.7,10/0.3,5 5.7,5"),
            Map.entry('J', "2.2,0 4.8,0/4.8,0 4.8,6.5/~ 4.8,6.5 4.4,8.9 2.6,10 0.8,9.2 0.3,7.4"),
            Map.entry('K', "0.5,0 0.5,10/5.6,0 0.5,5.6/2.2,4.2 5.8,10"),
            Map.entry('M', "-0.2,10 0.2,0 3,6 5.8,0 6.2,10"),
            Map.entry('R', "0.5,10 0.5,0 3,0/~ 3,0 5,0.8 5.6,2.6 5,4.4 3,5.2/3,5.2 0.5,5.2/2.8,5.2 5.8,10"),
            Map.entry('T', "0,0 6,0/3,0 3,10"),
            Map.entry('W', "-0.5,0 1.2,10 3,3.6 4.8,10 6.5,0"),
            Map.entry('X', "0.2,0 5.8,10/5.8,0 0.2,10"));

    private record Point(double x, double y) {}

    private final RandomGenerator random;
    private final double waveX;
    private final double waveY;
    private final double periodX;
    private final double periodY;
    private final double phaseX;
    private final double phaseY;

    Picture(RandomGenerator random) {
        this.random = random;
        waveX = between(1.5, 3);
        waveY = between(2, 4);
        periodX = between(35, 60);
        periodY = between(50, 100);
        phaseX = between(0, 2 * Math.PI);
        phaseY = between(0, 2 * Math.PI);
    }

    String draw(String code) {
        var pieces = new ArrayList<List<Point>>();
        var step = (WIDTH - 2 * MARGIN) / (code.length() - 1);
        for (var i = 0; i < code.length(); i++) {
            glyph(code.charAt(i), MARGIN + i * step).forEach(stroke -> cut(stroke, pieces));
        }
        var crossings = new ArrayList<List<Point>>();
        for (var i = 0; i < CROSSINGS; i++) {
            cut(crossing(), crossings);
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %1$d %2$d" fill="none" \
                stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"><path stroke-width="4.4" d="%s"/>\
                <path stroke-width="1.8" d="%s"/></svg>
                """.formatted(WIDTH, HEIGHT, shuffled(pieces), shuffled(crossings)).strip();
    }

    /** Stroke by stroke in reading order, the path would be a transcript of the code. */
    private String shuffled(List<List<Point>> pieces) {
        Collections.shuffle(pieces, Random.from(random));
        var path = new StringBuilder();
        pieces.forEach(piece -> append(piece, path));
        return path.toString();
    }

    private List<List<Point>> glyph(char c, double centre) {
        var width = UNIT * between(0.95, 1.15);
        var height = UNIT * between(0.9, 1.1);
        var shear = between(-0.18, 0.18);
        var angle = between(-0.22, 0.22);
        var x = centre + between(-2, 2);
        var y = HEIGHT / 2.0 + between(-5, 5);
        var strokes = new ArrayList<List<Point>>();
        for (var stroke : GLYPHS.get(c).split("/")) {
            strokes.add(points(stroke).stream()
                    .map(point -> {
                        var v = (point.y() - 5) * height;
                        var u = (point.x() - 3) * width - shear * v;
                        return bent(
                                x + u * Math.cos(angle) - v * Math.sin(angle),
                                y + u * Math.sin(angle) + v * Math.cos(angle));
                    })
                    .toList());
        }
        return strokes;
    }

    private List<Point> crossing() {
        var points = new ArrayList<Point>();
        var from = between(20, HEIGHT - 20);
        var to = between(20, HEIGHT - 20);
        var amplitude = between(4, 10);
        var period = between(70, 140);
        var phase = between(0, 2 * Math.PI);
        for (var x = 8; x <= WIDTH - 8; x += 6) {
            var y = from + (to - from) * x / WIDTH + amplitude * Math.sin(2 * Math.PI * x / period + phase);
            points.add(bent(x, y));
        }
        return points;
    }

    private Point bent(double x, double y) {
        return new Point(
                x + waveX * Math.sin(2 * Math.PI * y / periodX + phaseX) + between(-0.4, 0.4),
                y + waveY * Math.sin(2 * Math.PI * x / periodY + phaseY) + between(-0.4, 0.4));
    }

    private static List<Point> points(String stroke) {
        var curved = stroke.startsWith("~");
        var knots = new ArrayList<Point>();
        for (var pair : stroke.replace("~", "").strip().split(" ")) {
            var comma = pair.indexOf(',');
            knots.add(new Point(
                    Double.parseDouble(pair.substring(0, comma)), Double.parseDouble(pair.substring(comma + 1))));
        }
        var points = new ArrayList<>(List.of(knots.getFirst()));
        for (var i = 1; i < knots.size(); i++) {
            var before = knots.get(Math.max(0, i - 2));
            var start = knots.get(i - 1);
            var end = knots.get(i);
            var after = knots.get(Math.min(knots.size() - 1, i + 1));
            var steps = Math.max(1, (int) Math.round(Math.hypot(end.x() - start.x(), end.y() - start.y()) / 0.9));
            for (var s = 1; s <= steps; s++) {
                var t = (double) s / steps;
                points.add(curved
                        ? new Point(
                                spline(before.x(), start.x(), end.x(), after.x(), t),
                                spline(before.y(), start.y(), end.y(), after.y(), t))
                        : new Point(start.x() + (end.x() - start.x()) * t, start.y() + (end.y() - start.y()) * t));
            }
        }
        return points;
    }

    /** Catmull-Rom: from b (t = 0) to c (t = 1), tangents given by the neighbours. */
    private static double spline(double a, double b, double c, double d, double t) {
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
    }

    private void cut(List<Point> stroke, List<List<Point>> pieces) {
        var start = 0;
        while (start < stroke.size() - 1) {
            var end = Math.min(stroke.size() - 1, start + random.nextInt(3, LONGEST_PIECE + 1));
            pieces.add(stroke.subList(start, end + 1));
            start = end;
        }
    }

    private static void append(List<Point> piece, StringBuilder path) {
        for (var i = 0; i < piece.size(); i++) {
            path.append(i == 0 ? 'M' : 'L').append(tenths(piece.get(i).x())).append(' ').append(tenths(piece.get(i).y()));
        }
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private double between(double low, double high) {
        return random.nextDouble(low, high);
    }
}
