namespace Nocturne.Core.Background;

/// <summary>Values that can be asked for what a sigma clip needs to know; see <see cref="ClippedStatistic"/>.</summary>
interface ISkyValues
{
    /// <summary>Count, mean and population standard deviation of the values between two limits, both included; NaN where these values cannot tell.</summary>
    /// <param name="low">Smallest value taken.</param>
    /// <param name="high">Largest value taken.</param>
    /// <param name="near">A value near the mean.</param>
    (int Count, double Mean, double Sigma) Between(float low, float high, float near);

    /// <summary>How many values lie below a limit.</summary>
    int Below(float low);

    /// <summary>Median of <paramref name="count"/> values that follow the <paramref name="below"/> smallest; NaN where these values cannot tell.</summary>
    double Median(int below, int count);
}
