using System.Runtime.CompilerServices;

namespace HueS.Integration.Client.Wire;

/// <summary>Pages as one sequence; the next page is asked for when its first item is.</summary>
internal static class Pages
{
    public static async IAsyncEnumerable<TItem> AllAsync<TPage, TItem>(
        Func<string?, CancellationToken, Task<TPage>> read,
        Func<TPage, (IReadOnlyList<TItem> Items, string? Next)> open,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            (var items, cursor) = open(await read(cursor, cancellationToken));
            foreach (var item in items)
                yield return item;
        }
        while (cursor is not null);
    }
}
