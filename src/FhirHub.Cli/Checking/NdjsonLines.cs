namespace FhirHub.Cli.Checking;

/// <summary>The resources of an NDJSON file, which may be larger than memory: a resource on each line, empty ones between them.</summary>
internal static class NdjsonLines
{
    private const int FirstBuffer = 256 * 1024;

    public static IEnumerable<FoundResource> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        byte[] buffer = new byte[FirstBuffer];
        // The buffer holds what of the file begins at this place.
        long place = 0;
        int start = 0, end = 0, line = 1;
        while (true)
        {
            int found = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (found >= 0)
            {
                if (Line(found) is { } resource)
                    yield return resource;
                start = found + 1;
                line++;
                continue;
            }

            if (start == 0 && end == buffer.Length)
                Array.Resize(ref buffer, checked(buffer.Length * 2));
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (place, end, start) = (place + start, end - start, 0);
            int read = file.Read(buffer, end, buffer.Length - end);
            end += read;
            if (read == 0)
                break;
        }

        if (Line(end) is { } last)
            yield return last;

        FoundResource? Line(int until) => buffer.AsSpan(start..until).IndexOfAnyExcept(" \t\r"u8) < 0
            ? null
            : new FoundResource(path, buffer.AsSpan(start..until).ToArray()) { IsLine = true, FirstLine = line, Start = place + start };
    }
}
