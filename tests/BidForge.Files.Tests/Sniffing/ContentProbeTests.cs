using BidForge.Files.Sniffing;
using BidForge.Files.Tests.Support;

namespace BidForge.Files.Tests.Sniffing;

public sealed class ContentProbeTests
{
    public static TheoryData<string, byte[]> Accepted => new()
    {
        { "plan.pdf", Samples.Pdf },
        { "PLAN.PDF", Samples.Pdf },
        { "photo.png", Samples.Png },
        { "photo.jpg", Samples.Jpeg },
        { "photo.jpeg", Samples.Jpeg },
        { "logo.gif", Samples.Gif },
        { "photo.webp", Samples.Webp },
        { "scan.tif", Samples.Tiff },
        { "scan.tiff", [(byte)'M', (byte)'M', 0, 43, 0, 8, 0, 0] },
        { "site.dwg", Samples.Dwg },
        { "site.dxf", Samples.Dxf },
        { "site.dxf", Samples.Text("999\nmade by hand\n0\nSECTION\n") },
        { "site.dxf", [.. "AutoCAD Binary DXF\r\n\x1a\0"u8, 0, 0] },
        { "model.ifc", Samples.Ifc },
        { "scope.docx", Samples.Office("word/") },
        { "prices.xlsx", Samples.Office("xl/") },
        { "talk.pptx", Samples.Office("ppt/") },
        { "all.zip", Samples.Zip("a.txt", "b/c.txt") },
        { "empty.zip", Samples.Zip() },
        { "prices.csv", Samples.Csv },
        { "prices.csv", [0xEF, 0xBB, 0xBF, .. "a;b\n"u8] },
        { "codes.csv", Samples.Text("MZ;Menge\n999\n") },
        { "numbers.csv", Samples.Text("999\n1\n") },
        { "notes.txt", Samples.Text("height < 3 m, 雨どい") },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_file_that_is_what_its_name_says_is_accepted(string name, byte[] bytes) => Assert.Null(Probe(name, bytes));

    public static TheoryData<string, byte[], string> Lies => new()
    {
        { "plan.pdf", Samples.Png, "a PNG image" },
        { "plan.pdf", Samples.Text("MZ this is no plan"), "something else" },
        { "plan.pdf", Samples.Text(" %PDF-1.4"), "something else" },
        { "photo.png", Samples.Jpeg, "a JPEG image" },
        { "photo.jpg", Samples.Office("word/"), "a zip archive or Office file" },
        { "photo.webp", Samples.Text("RIFF\x01\x01\x01\x01WAVE"), "something else" },
        { "site.dwg", Samples.Text("AC10xx"), "something else" },
        { "site.dxf", Samples.Text("0\nNOTHING\n"), "something else" },
        { "model.ifc", Samples.Csv, "something else" },
        { "scope.docx", Samples.Office("xl/"), "a zip archive without the parts of one" },
        { "scope.docx", Samples.Zip("word/document.xml"), "a zip archive without the parts of one" },
        { "scope.docx", Samples.Office("word/")[..60], "has no end" },
        { "all.zip", Samples.Zip("a.txt")[..^30], "has no end" },
        { "notes.txt", Samples.Pdf, "a PDF document" },
        { "notes.txt", Samples.Text("nul\0nul"), "not text" },
        { "notes.txt", [(byte)'a', 0xE4, (byte)'b'], "not text" },
        { "notes.txt", [.. "cut "u8, 0xE2, 0x82], "not text" },
        { "prices.csv", [0xFF, 0xFE, (byte)'a', 0], "not text" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_file_that_is_not_what_its_name_says_is_a_mismatch(string name, byte[] bytes, string found)
    {
        var refusal = Probe(name, bytes);
        Assert.Equal("file.type-mismatch", refusal?.Code);
        Assert.Contains(found, refusal!.Detail, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> Dangers => new()
    {
        { "plan.pdf", Samples.WindowsProgram, "Windows program" },
        { "notes.txt", [0x7F, .. "ELF"u8, 2, 1, 1, 0], "Linux program" },
        { "notes.txt", Samples.Text("#!/bin/sh\nrm -rf /\n"), "script" },
        { "photo.png", [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1], "macOS program" },
        { "photo.png", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 65], "Java" },
        { "notes.txt", Samples.Html, "HTML" },
        { "prices.csv", [0xEF, 0xBB, 0xBF, .. "<html>"u8], "HTML" },
        { "photo.png", Samples.Svg, "SVG" },
        { "notes.txt", Samples.Text("<?xml version=\"1.0\"?><svg/>"), "XML" },
        { "scope.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "macros" },
        { "scope.docx", Samples.Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macros" },
        { "all.zip", Samples.Zip("META-INF/MANIFEST.MF", "Main.class"), "program" },
    };

    [Theory]
    [MemberData(nameof(Dangers))]
    public void What_could_be_run_is_refused_whatever_its_name(string name, byte[] bytes, string found)
    {
        var refusal = Probe(name, bytes);
        Assert.Equal("file.type-refused", refusal?.Code);
        Assert.Contains(found, refusal!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("setup.exe")]
    [InlineData("page.html")]
    [InlineData("drawing.svg")]
    [InlineData("old.doc")]
    [InlineData("macros.docm")]
    [InlineData("plan.pdf.js")]
    [InlineData("plan")]
    public void A_name_of_another_kind_is_refused_before_any_byte(string name)
    {
        Assert.Null(FileTypes.Claimed(name, null, out var refusal));
        Assert.Equal("file.type-refused", refusal!.Code);
    }

    [Theory]
    [InlineData("plan.pdf", "image/png", "file.type-mismatch")]
    [InlineData("plan.pdf", "text/html", "file.type-refused")]
    [InlineData("plan.pdf", "multipart/form-data; boundary=x", "file.type-refused")]
    [InlineData("plan.pdf", "application/pdf; charset=binary", null)]
    [InlineData("plan.pdf", "APPLICATION/OCTET-STREAM", null)]
    [InlineData("plan.pdf", null, null)]
    [InlineData("prices.csv", "application/vnd.ms-excel", null)]
    [InlineData("prices.xlsx", "application/vnd.ms-excel", "file.type-mismatch")]
    public void The_declared_type_must_agree_with_the_name(string name, string? contentType, string? code)
    {
        var type = FileTypes.Claimed(name, contentType, out var refusal);
        Assert.Equal(code is null, type is not null);
        Assert.Equal(code, refusal?.Code);
    }

    [Fact]
    public void Bytes_may_arrive_one_by_one_and_say_the_same()
    {
        foreach (var (name, bytes) in Accepted.Select(row => row.Data))
        {
            var probe = new ContentProbe(FileTypes.Claimed(name, null, out _)!);
            Assert.All(bytes, one => Assert.Null(probe.Add([one])));
            Assert.Null(probe.Finish());
        }
    }

    [Fact]
    public void An_Office_file_is_known_by_its_directory_however_long_it_is()
    {
        var names = Enumerable.Range(0, 6000).Select(i => $"ppt/slides/a-slide-with-a-rather-long-name-{i:00000}.xml");
        Assert.Null(Probe("talk.pptx", Samples.Zip(["[Content_Types].xml", .. names])));
        Assert.Equal("file.type-mismatch", Probe("talk.docx", Samples.Zip(["[Content_Types].xml", .. names]))?.Code);
    }

    [Fact]
    public void A_program_is_refused_at_its_first_four_kilobytes()
    {
        var probe = new ContentProbe(FileTypes.Claimed("plan.pdf", null, out _)!);
        Assert.Null(probe.Add(new byte[] { (byte)'M', (byte)'Z', 0 }));
        Assert.Equal("file.type-refused", probe.Add(new byte[4093])?.Code);
    }

    private static TypeRefusal? Probe(string name, byte[] bytes)
    {
        var type = FileTypes.Claimed(name, null, out var refusal);
        if (type is null)
            return refusal;
        var probe = new ContentProbe(type);
        return probe.Add(bytes) ?? probe.Finish();
    }
}
