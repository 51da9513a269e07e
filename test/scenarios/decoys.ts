import type { SketchedChange } from './world.ts';

/** Changes that did nothing, and look as if they could have. */
export const decoys = {
  rename: (service: string, minute: number): SketchedChange => ({
    id: `rename-${service}`,
    minute,
    service,
    summary: `tidy up ${service} handler`,
    diff: `--- a/services/${service}/handler.go
+++ b/services/${service}/handler.go
@@ -20,7 +20,7 @@ func (h *Handler) Serve(w http.ResponseWriter, r *http.Request) {
-	req, err := decode(r)
-	if err != nil {
-		http.Error(w, err.Error(), 400)
+	request, err := decode(r)
+	if err != nil {
+		http.Error(w, err.Error(), 400)
 		return
 	}
`,
  }),
  docs: (service: string, minute: number): SketchedChange => ({
    id: `docs-${service}`,
    minute,
    service,
    summary: `docs: timeouts and connection pools of ${service}`,
    diff: `--- a/services/${service}/README.md
+++ b/services/${service}/README.md
@@ -1,3 +1,4 @@
 # ${service}
+Requests time out after 2 s; the pool holds 20 connections.
`,
  }),
  metrics: (service: string, minute: number): SketchedChange => ({
    id: `metrics-${service}`,
    minute,
    service,
    summary: `count requests and errors in ${service}`,
    diff: `--- a/services/${service}/server.go
+++ b/services/${service}/server.go
@@ -44,6 +44,7 @@ func (s *Server) handle(ctx context.Context, req *Request) (*Response, error) {
 	resp, err := s.next(ctx, req)
+	metrics.Requests.WithLabelValues(req.Method).Inc()
 	return resp, err
 }
`,
  }),
  bump: (service: string, minute: number): SketchedChange => ({
    id: `bump-${service}`,
    minute,
    service,
    summary: 'bump dependencies',
    diff: `--- a/services/${service}/go.mod
+++ b/services/${service}/go.mod
@@ -5,7 +5,7 @@ require (
-	github.com/gorilla/mux v1.8.0
+	github.com/gorilla/mux v1.8.1
-	google.golang.org/grpc v1.62.0
+	google.golang.org/grpc v1.62.1
 )
`,
  }),
  tests: (service: string, minute: number): SketchedChange => ({
    id: `tests-${service}`,
    minute,
    service,
    summary: `test ${service} retries and deadlines`,
    diff: `--- a/services/${service}/retry_test.go
+++ b/services/${service}/retry_test.go
@@ -10,3 +10,9 @@ func TestRetry(t *testing.T) {
+	for i := 0; i < 10; i++ {
+		client.Call(ctx)
+	}
`,
  }),
  copy: (service: string, minute: number): SketchedChange => ({
    id: `copy-${service}`,
    minute,
    service,
    summary: `reword the button in ${service}`,
    diff: `--- a/services/${service}/templates/button.css
+++ b/services/${service}/templates/button.css
@@ -3,3 +3,3 @@
-.button { color: #333; }
+.button { color: #222; }
`,
  }),
} as const;
