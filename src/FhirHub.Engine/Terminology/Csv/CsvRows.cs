using System.Text;

namespace FhirHub.Engine.Terminology.Csv;

/// <summary>Reads rows as of RFC 4180, https://www.rfc-editor.org/rfc/rfc4180: quotes around fields with separators, quotes or ends of lines, quotes doubled within.</summary>
internal static class CsvRows
{
    /// <summary>Empty lines are left out.</summary>
    /// <param name="text">The file.</param>
    /// <param name="delimiter">Between fields.</param>
    /// <param name="fault">Told of what is wrong, with its line.</param>
    public static List<CsvRow> Read(string text, char delimiter, Action<int, string> fault)
    {
        var rows = new List<CsvRow>();
        int at = 0, line = 1;
        while (at < text.Length)
        {
            int first = line;
            var fields = ReadRow(text, delimiter, ref at, ref line, fault);
            if (fields is not [{ Length: 0 }])
                rows.Add(new CsvRow(first, fields));
        }

        return rows;
    }

    private static List<string> ReadRow(string text, char delimiter, ref int at, ref int line, Action<int, string> fault)
    {
        var fields = new List<string>();
        while (true)
        {
            fields.Add(at < text.Length && text[at] == '"' ? ReadQuoted(text, delimiter, ref at, ref line, fault) : ReadPlain(text, delimiter, ref at));
            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                continue;
            }

            if (at < text.Length && text[at] == '\r')
                at++;
            if (at < text.Length && text[at] == '\n')
                at++;
            line++;
            return fields;
        }
    }

    private static string ReadPlain(string text, char delimiter, ref int at)
    {
        int from = at;
        while (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n'))
            at++;
        return text[from..at].Trim();
    }

    private static string ReadQuoted(string text, char delimiter, ref int at, ref int line, Action<int, string> fault)
    {
        int first = line;
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                line += text[at] == '\n' ? 1 : 0;
                field.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else
            {
                break;
            }
        }

        if (at >= text.Length)
            fault(first, "a quote is opened and never closed");
        at = Math.Min(at + 1, text.Length);
        if (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n'))
        {
            fault(line, "behind a closing quote comes neither a separator nor the end of the line");
            ReadPlain(text, delimiter, ref at);
        }

        return field.ToString().Trim();
    }
}
