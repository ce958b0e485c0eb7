using CsCheck;
using HueS.Integration.Server.Api;
using HueS.Integration.Verification.Batches;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Verification.Batches;

public sealed class CsvRecordsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a,b\nc,d", "a|b", "c|d")]
    [InlineData("a,b\r\nc,d\r\n", "a|b", "c|d")]
    [InlineData("a,b\rc,d\r", "a|b", "c|d")]
    [InlineData("\"a,1\",\"b \"\"c\"\"\"", "a,1|b \"c\"")]
    [InlineData("\"a\nb\",c", "a\nb|c")]
    [InlineData("a,,\n,", "a||", "|")]
    [InlineData("\"a\"b,c", "ab|c")]
    [InlineData("a\"b,c", "a\"b|c")]
    public async Task Records_are_read_as_spreadsheets_write_them(string text, params string[] records) =>
        (await ReadAsync(text)).Select(record => string.Join('|', record.Cells)).ShouldBe(records);

    [Fact]
    public async Task A_quote_that_is_never_closed_spoils_its_own_line_only()
    {
        var records = await ReadAsync("a,b\n\"c,d\n" + string.Concat(Enumerable.Range(0, 40).Select(no => $"e{no},f\n")));

        records.Count(record => record.Fault is not null).ShouldBe(1);
        records[1].Fault.ShouldBe(RowFault.QuoteOpen);
        records.Skip(2).Select(record => record.Cells[0]).ShouldBe(Enumerable.Range(0, 40).Select(no => $"e{no}"));
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_one_fault_and_the_next_is_read()
    {
        var records = await ReadAsync($"a,b\n{new string('x', 3_000_000)}\nc,d");

        records.Select(record => record.Fault).ShouldBe([null, RowFault.RowTooLong, null]);
        records[2].Cells.ShouldBe(["c", "d"]);
    }

    [Fact]
    public void Any_cells_we_write_are_read_back_as_they_were_but_for_apostrophes_before_formulas() =>
        Gen.String[Gen.Char["a=+-@\t\r\n\";, '\uFF1D"], 0, 8].Array[1, 4].Sample(cells =>
        {
            var line = string.Join(',', cells.Select(SpreadsheetCsv.Cell));
            var read = new List<string>();
            CsvRecords.TrySplit(line, ',', read).ShouldBeTrue();
            read.Zip(cells, (found, written) => Plain(found) == Plain(written)).ShouldAllBe(same => same);
            // Whichever separator the spreadsheet takes.
            read.SelectMany(cell => cell.Split(',', ';', '\t'))
                .ShouldAllBe(cell => cell.Length == 0 || !"=+-@\uFF1D".Contains(cell[0], StringComparison.Ordinal));

            static string Plain(string cell) => cell.Replace("'", "", StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+84", "'+84")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData(" =1", "' =1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"")]
    [InlineData("a;=1+1", "\"a;'=1+1\"")]
    [InlineData("a, -b;c", "\"a,' -b;c\"")]
    [InlineData("A-1", "A-1")]
    [InlineData(null, "")]
    public void No_cell_is_taken_for_a_formula(string? text, string written) => SpreadsheetCsv.Cell(text).ShouldBe(written);

    private static async Task<List<CsvRecord>> ReadAsync(string text)
    {
        var reader = new CsvRecords(new LineReader(new StringReader(text)), ',');
        var records = new List<CsvRecord>();
        while (await reader.ReadAsync(Cancellation) is { } record)
            records.Add(record);
        return records;
    }
}
