using System.Text;
using HueS.Integration.Identity;
using HueS.Integration.Verification.Batches;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Verification.Batches;

public sealed class FileRowsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Số định danh", nameof(BatchField.Number))]
    [InlineData("SO DINH DANH", nameof(BatchField.Number))]
    [InlineData("so_cccd", nameof(BatchField.Number))]
    [InlineData("Personal-Number", nameof(BatchField.Number))]
    [InlineData("Số CMND (9 số)", nameof(BatchField.OldCardNumber))]
    [InlineData("Mã QR", nameof(BatchField.CardQr))]
    [InlineData("họ và tên", nameof(BatchField.Name))]
    [InlineData("HỌ TÊN", nameof(BatchField.Name))]
    [InlineData("Full Name", nameof(BatchField.Name))]
    [InlineData("Ngày, tháng, năm sinh", nameof(BatchField.BirthDate))]
    [InlineData("DOB", nameof(BatchField.BirthDate))]
    [InlineData("Giới tính", nameof(BatchField.Sex))]
    [InlineData("Mã tham chiếu", nameof(BatchField.Reference))]
    [InlineData("Tên", null)]
    [InlineData("STT", null)]
    [InlineData("", null)]
    public void Columns_are_known_in_both_languages_with_and_without_marks(string name, string? field)
    {
        ColumnNames.Find(name)?.ToString().ShouldBe(field);
        ColumnNames.Find(name.Normalize(NormalizationForm.FormD))?.ToString().ShouldBe(field);
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void The_delimiter_is_found_by_the_names_it_brings_out(string delimiter) =>
        FileHead.OfCsv(string.Join(delimiter, "CCCD", "Họ tên", "Ngày sinh")).Delimiter!.Value.ToString().ShouldBe(delimiter);

    [Fact]
    public async Task Every_usual_encoding_reads_alike_and_rows_are_numbered_as_a_spreadsheet_does()
    {
        const string text = "CCCD,Họ tên,Ngày sinh\r\n\r\n046190000123,Nguyễn Thị Ví Dụ,12/05/1990\r\n";
        Encoding[] encodings = [new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];

        foreach (var encoding in encodings)
        {
            using var content = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
            using var rows = await FileRows.OpenAsync(content, BatchFormat.Csv, Cancellation);
            var row = (await rows.ReadAsync(Cancellation)).ShouldNotBeNull();

            row.Number.ShouldBe(3);
            row.Values[(int)BatchField.Name].ShouldBe("Nguyễn Thị Ví Dụ", encoding.WebName);
            (await rows.ReadAsync(Cancellation)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_file_is_read_no_further_ahead_than_a_buffer()
    {
        const int rows = 20_000;
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(
            "CCCD,Họ tên,Ngày sinh\n" + string.Concat(Enumerable.Range(0, rows).Select(no => $"046190{no:000000},Nguyễn Văn An,12/05/1990\n"))));
        using var reader = await FileRows.OpenAsync(content, BatchFormat.Csv, Cancellation);
        var length = (double)content.Length / rows;

        for (var read = 1; await reader.ReadAsync(Cancellation) is not null; read++)
            (content.Position - (read * length)).ShouldBeLessThan(64 * 1024);
    }

    [Theory]
    [InlineData("12/05/1990", "1990-05-12")]
    [InlineData("5/12/1990", "1990-12-05")]
    [InlineData("12-05-1990", "1990-05-12")]
    [InlineData("12.05.1990", "1990-05-12")]
    [InlineData("1990-05-12", "1990-05-12")]
    [InlineData("05/1990", "1990-05")]
    [InlineData("1990", "1990")]
    public void Birth_dates_of_lists_are_read_with_the_day_first(string written, string iso) =>
        Read(birthDate: written).ShouldNotBeNull().Claim.BirthDate.ToIso().ShouldBe(iso);

    [Theory]
    [InlineData("Nam", nameof(Sex.Male))]
    [InlineData("NỮ", nameof(Sex.Female))]
    [InlineData("nu", nameof(Sex.Female))]
    [InlineData("Female", nameof(Sex.Female))]
    [InlineData(null, nameof(Sex.Unknown))]
    public void Sex_is_read_in_both_languages(string? written, string sex) => Read(sex: written).ShouldNotBeNull().Claim.Sex.ToString().ShouldBe(sex);

    [Theory]
    [InlineData("", "Nguyễn Văn An", "12/05/1990", "row:ExactlyOneIdentifier")]
    [InlineData("46190000123", "Nguyễn Văn An", "12/05/1990", "Number:LeadingZeroLost")]
    [InlineData("19000012", "Nguyễn Văn An", "12/05/1990", "Number:NumberFormat")]
    [InlineData("190000123", "Nguyễn Văn An", "12/05/1990", "Number:OldNumberInNewBox")]
    [InlineData("4.6190E+10", "Nguyễn Văn An", "12/05/1990", "Number:NumberFormat")]
    [InlineData("046190000123", "Nguy\uFFFDn Văn An", "12/05/1990", "Name:NameMojibake")]
    [InlineData("046190000123", "Nguyễn Văn An", "05/25/1990", "BirthDate:DayMonthSwapped")]
    [InlineData("046190000123", "Nguyễn Văn An", "31/02/1990", "BirthDate:BirthDateUnreadable")]
    [InlineData("046190000123", "Nguyễn Văn An", "12/05/2399", "BirthDate:BirthDateFuture")]
    [InlineData("046190000123", "Nguyễn Văn An", "", "BirthDate:Required")]
    public void A_row_that_does_not_fit_says_where(string number, string name, string birthDate, string problem)
    {
        var reading = new RowReading(new DateOnly(2026, 11, 24));

        reading.Read(Row(number, name, birthDate, null)).ShouldBeNull();

        var found = reading.Problems.ShouldHaveSingleItem();
        $"{found.Field?.ToString() ?? "row"}:{found.Code}".ShouldBe(problem);
    }

    [Fact]
    public void What_was_read_of_a_file_never_shows_in_a_text()
    {
        var line = new Line("046190000123,Nguyễn Văn An,12/05/1990", false);

        line.ToString().ShouldBe("Line(*)");
        FileHead.OfCsv(line.Text).Columns[0].ToString().ShouldBe("FileColumn()");
    }

    private static ReadRow? Read(string birthDate = "12/05/1990", string? sex = null) =>
        new RowReading(new DateOnly(2026, 11, 24)).Read(Row("046190000123", "Nguyễn Văn An", birthDate, sex));

    private static FileRow Row(string number, string name, string birthDate, string? sex)
    {
        var values = FileRow.NoValues();
        values[(int)BatchField.Number] = number.Length > 0 ? number : null;
        values[(int)BatchField.Name] = name;
        values[(int)BatchField.BirthDate] = birthDate.Length > 0 ? birthDate : null;
        values[(int)BatchField.Sex] = sex;
        return new FileRow(2, values, []);
    }
}
