namespace Nocturne.Core.Simulation;

/// <summary>Normal random numbers by the ziggurat of Marsaglia and Tsang in the form of Doornik (2005): exact, and mostly one table
/// look-up.</summary>
static class NormalZiggurat
{
    const int Layers = 128;

    /// <summary>Where the tail begins, and the area of each layer.</summary>
    const double Tail = 3.442619855899, Area = 9.91256303526217e-3;

    /// <summary>Right edges of the layers, the widest (which stands for the tail) first.</summary>
    static readonly double[] Edges = MakeEdges();

    /// <summary>The share of each layer that lies wholly below the curve.</summary>
    static readonly double[] Inner = [.. Enumerable.Range(0, Layers).Select(i => Edges[i + 1] / Edges[i])];

    public static double Next(RandomStream random)
    {
        while (true)
        {
            var bits = random.NextBits();
            var layer = (int)(bits & (Layers - 1));
            var u = ((long)bits >> 11) * (1.0 / (1L << 52));
            if (Math.Abs(u) < Inner[layer]) return u * Edges[layer];
            if (layer == 0) return Math.CopySign(Tail + BeyondTail(random), u);
            var x = u * Edges[layer];
            var outer = Math.Exp(-0.5 * ((Edges[layer] * Edges[layer]) - (x * x)));
            var inner = Math.Exp(-0.5 * ((Edges[layer + 1] * Edges[layer + 1]) - (x * x)));
            if (inner + (random.NextUniform() * (outer - inner)) < 1) return x;
        }
    }

    static double BeyondTail(RandomStream random)
    {
        while (true)
        {
            var x = -Math.Log(1 - random.NextUniform()) / Tail;
            var y = -Math.Log(1 - random.NextUniform());
            if (2 * y > x * x) return x;
        }
    }

    static double[] MakeEdges()
    {
        var edges = new double[Layers + 1];
        var height = Math.Exp(-0.5 * Tail * Tail);
        edges[0] = Area / height;
        edges[1] = Tail;
        for (var i = 2; i < Layers; i++)
        {
            height += Area / edges[i - 1];
            edges[i] = Math.Sqrt(-2 * Math.Log(height));
        }

        return edges;
    }
}
