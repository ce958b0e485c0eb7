namespace HueS.Integration.Upstreams.Quota;

/// <summary>
/// Notices that an upstream answers ever more slowly: its recent answers against what is usual. What is usual follows slowly,
/// so an upstream that stays slow is not held back for ever.
/// </summary>
internal sealed class LatencyWatch(double factor)
{
    private const double Recent = 0.2;
    private const double Usual = 0.01;
    private const int FewestAnswers = 30;

    // Below this a difference is noise of the network and of ourselves.
    private static readonly TimeSpan Unremarkable = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private double _recent;
    private double _usual;
    private int _answers;

    /// <summary>Takes an answer's time; <c>true</c>: it is time to ask more slowly.</summary>
    public bool IsRising(TimeSpan took)
    {
        lock (_lock)
        {
            var seconds = took.TotalSeconds;
            _answers++;
            _recent = _answers == 1 ? seconds : _recent + (Recent * (seconds - _recent));
            // The first answers are the only measure there is; later ones move it a little.
            _usual += Math.Max(Usual, 1.0 / _answers) * (seconds - _usual);
            return _answers >= FewestAnswers && _recent > factor * _usual && _recent > Unremarkable.TotalSeconds;
        }
    }
}
