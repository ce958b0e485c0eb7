namespace HueS.Integration.Upstreams;

/// <summary>
/// Pays for retries out of answered calls, so that an upstream that is down gets hardly more calls than without retries:
/// a small reserve, and a tenth of a retry for each answer.
/// </summary>
internal sealed class RetryBudget(double share, int reserve)
{
    private readonly Lock _lock = new();
    private double _balance = reserve;

    public void Earn()
    {
        lock (_lock)
        {
            _balance = Math.Min(reserve, _balance + share);
        }
    }

    public bool TrySpend()
    {
        lock (_lock)
        {
            if (_balance < 1)
                return false;
            _balance--;
            return true;
        }
    }
}
